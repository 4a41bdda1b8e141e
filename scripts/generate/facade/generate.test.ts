import { describe, expect, test } from 'vitest';
import { PipelineError } from '../../cli/problem.ts';
import { isObject, type JsonObject } from '../../openapi/json.ts';
import { sampleContract } from '../sample-contract.ts';
import { generateFacade } from './generate.ts';
import { stemOf, wordsOf } from './names.ts';

async function generated(change: (paths: Record<string, JsonObject>) => void = () => {}) {
  const contract = sampleContract();
  change(contract.paths as Record<string, JsonObject>);
  const files = await generateFacade(contract);
  return {
    types: files.get('namespaces.gen.ts') ?? '',
    table: files.get('operations.gen.ts') ?? '',
    list: files.get('METHODS.md') ?? '',
  };
}

const post = (paths: Record<string, JsonObject>) => paths['/widgets']?.post as JsonObject;

describe('a method', () => {
  test('has the name of its operation without the words of its namespace', async () => {
    const { list } = await generated();
    expect(list.match(/`widgets\.\w+`/g)).toEqual([
      '`widgets.list`',
      '`widgets.create`',
      '`widgets.delete`',
      '`widgets.upload`',
    ]);
  });

  test('has its parameters in one object', async () => {
    const { types } = await generated();
    expect(types).toContain(
      'list(params?: Flat<QueryParams<api.ListWidgetsData>>, options?: ListOptions): List<ItemOf<ResponseData<api.ListWidgetsResponses>>>;',
    );
    expect(types).toContain(
      'create(params?: Flat<PartialRequestBody<api.CreateWidgetData>>, options?: CallOptions): ApiPromise<ResponseData<api.CreateWidgetResponses>>;',
    );
    expect(types).toContain('delete(params: Flat<PathParams<api.DeleteWidgetData>>');
  });

  test('sends an array comma-separated if the contract requires it', async () => {
    const array = { in: 'query', schema: { type: 'array', items: { type: 'string' } } };
    const { table } = await generated((paths) => {
      const list = paths['/widgets']?.get as JsonObject;
      list.parameters = [
        { ...array, name: 'kinds', explode: false },
        { ...array, name: 'sizes', explode: true },
      ];
    });
    expect(table).toContain('"styles":{"kinds":"commas"}');
  });

  test('has a form under body', async () => {
    const { types, table } = await generated();
    expect(types).toContain(
      '{ body: FormBody<RequestBody<api.UploadWidgetData>> }>, options?: UploadOptions)',
    );
    expect(table).toContain('"path":"/widgets/{widget_id}","body":"form"}');
  });

  test('has a body under body, whose field has the name of a parameter', async () => {
    const { types, table } = await generated((paths) => {
      post(paths).parameters = [{ name: 'title', in: 'query', schema: { type: 'string' } }];
    });
    expect(types).toContain(
      'create(params: Flat<QueryParams<api.CreateWidgetData> & { body: RequestBody<api.CreateWidgetData> }>',
    );
    expect(table).toContain('"body":"apart","query":["title"]}');
  });

  test('has a body that is not an object under body', async () => {
    const { types } = await generated((paths) => {
      const schema = { type: 'array', items: { type: 'string' } };
      post(paths).requestBody = { content: { 'application/json': { schema } } };
    });
    expect(types).toContain('create(params?: Flat<{ body?: RequestBody<api.CreateWidgetData> }>');
  });

  test('documents its summary, its path, and its deprecation', async () => {
    const { types } = await generated((paths) => {
      Object.assign(post(paths), { summary: 'Make */ one', deprecated: true });
    });
    expect(types).toContain(
      '   * Make *\\/ one\n   *\n   * `POST /widgets`\n   *\n   * @deprecated',
    );
  });
});

test('the table has the requests, and how lists are paged', async () => {
  const { table } = await generated();
  expect(table).toContain(
    'list: {"id":"listWidgets","method":"GET","path":"/widgets","list":{"style":"offset",',
  );
});

describe('names that cannot be', () => {
  const refused = async (change: (paths: Record<string, JsonObject>) => void) => {
    const failure = await generated(change).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PipelineError);
    return (failure as PipelineError).problems;
  };

  test('two operations of one name are refused, and both are named', async () => {
    const problems = await refused((paths) => {
      post(paths).operationId = 'listWidget';
    });
    expect(problems).toMatchObject([
      {
        pointer: '/paths/~1widgets/post',
        message: 'POST /widgets would be kaiten.widgets.list, as is GET /widgets',
      },
    ]);
  });

  test('a namespace that hides a member of Kaiten is refused', async () => {
    const problems = await refused((paths) => {
      for (const operation of Object.values(paths['/widgets'] ?? {})) {
        if (isObject(operation)) operation.tags = ['Request'];
      }
    });
    expect(problems[0]?.message).toContain('kaiten.request, which is a member of Kaiten');
  });

  test('an undescribed operation keeps its whole name', async () => {
    const { list } = await generated((paths) => {
      delete post(paths).tags;
    });
    expect(list).toContain('`uncategorised.createWidget`');
  });
});

test.each([
  ['getCardSlaRule', ['get', 'card', 'sla', 'rule']],
  ['Card SLA', ['card', 'sla']],
])('%s is the words %o', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each([
  ['categories', 'category'],
  ['children', 'child'],
  ['access', 'access'],
  ['tags', 'tag'],
])('%s and %s are equal', (many, one) => {
  expect(stemOf(many)).toBe(one);
  expect(stemOf(one)).toBe(one);
});
