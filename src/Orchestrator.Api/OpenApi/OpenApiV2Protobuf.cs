using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.OpenApi;

/// <summary>The OpenAPI 2 document in the protobuf form of gnostic's <c>openapi.v2.Document</c>, which client-go asks
/// for.</summary>
/// <remarks>Numbers are the fields of OpenAPIv2.proto. Only what <see cref="OpenApiV2"/> writes is known
/// here.</remarks>
internal static class OpenApiV2Protobuf
{
    public static byte[] Encode(DocumentObject document)
    {
        var writer = new ProtobufWriter();
        writer.String(1, Text(document, "swagger"));
        var info = Object(document, "info");
        writer.Message(2, message =>
        {
            message.String(1, Text(info, "title"));
            message.String(2, Text(info, "version"));
        });
        writer.Message(8, message => Named(message, 2, Object(document, "paths"), PathItem));
        writer.Message(9, message => Named(message, 1, Object(document, "definitions"), Schema));
        return writer.Written.ToArray();
    }

    private static void PathItem(ProtobufWriter writer, DocumentObject item)
    {
        foreach (var (name, value) in item.Fields)
        {
            var field = name switch { "get" => 2, "put" => 3, "post" => 4, "delete" => 5, "patch" => 8, _ => 0 };
            if (field > 0)
                writer.Message(field, message => Operation(message, (DocumentObject)value));
        }
        foreach (var parameter in Items(item, "parameters"))
            writer.Message(9, message => ParametersItem(message, (DocumentObject)parameter));
    }

    private static void Operation(ProtobufWriter writer, DocumentObject operation)
    {
        Strings(writer, 1, operation, "tags");
        writer.String(3, Text(operation, "description"));
        writer.String(5, Text(operation, "operationId"));
        Strings(writer, 6, operation, "produces");
        Strings(writer, 7, operation, "consumes");
        foreach (var parameter in Items(operation, "parameters"))
            writer.Message(8, message => ParametersItem(message, (DocumentObject)parameter));
        writer.Message(9, message => Named(message, 1, Object(operation, "responses"), ResponseValue));
        Strings(writer, 10, operation, "schemes");
        Extensions(writer, 13, operation);
    }

    private static void ResponseValue(ProtobufWriter writer, DocumentObject response) => writer.Message(1, message =>
    {
        message.String(1, Text(response, "description"));
        if (response.Find("schema") is DocumentObject schema)
            message.Message(2, item => item.Message(1, value => Schema(value, schema)));
    });

    private static void ParametersItem(ProtobufWriter writer, DocumentObject parameter) => writer.Message(1, message =>
    {
        switch (Text(parameter, "in"))
        {
            case "body":
                message.Message(1, body => BodyParameter(body, parameter));
                break;
            case "query":
                message.Message(2, other => other.Message(3, query => QueryParameter(query, parameter)));
                break;
            default:
                message.Message(2, other => other.Message(4, path => PathParameter(path, parameter)));
                break;
        }
    });

    private static void BodyParameter(ProtobufWriter writer, DocumentObject parameter)
    {
        writer.String(2, Text(parameter, "name"));
        writer.String(3, "body");
        writer.Boolean(4, Flag(parameter, "required"));
        writer.Message(5, message => Schema(message, Object(parameter, "schema")));
    }

    private static void QueryParameter(ProtobufWriter writer, DocumentObject parameter)
    {
        writer.Boolean(1, Flag(parameter, "required"));
        writer.String(2, "query");
        writer.String(3, Text(parameter, "description"));
        writer.String(4, Text(parameter, "name"));
        writer.String(6, Text(parameter, "type"));
        writer.String(7, Text(parameter, "format"));
        if (parameter.Find("items") is DocumentObject items)
            writer.Message(8, message => message.String(1, Text(items, "type")));
        writer.Boolean(20, Flag(parameter, "uniqueItems"));
    }

    private static void PathParameter(ProtobufWriter writer, DocumentObject parameter)
    {
        writer.Boolean(1, Flag(parameter, "required"));
        writer.String(2, "path");
        writer.String(3, Text(parameter, "description"));
        writer.String(4, Text(parameter, "name"));
        writer.String(5, Text(parameter, "type"));
        writer.Boolean(19, Flag(parameter, "uniqueItems"));
    }

    private static void Schema(ProtobufWriter writer, DocumentObject schema)
    {
        writer.String(1, Text(schema, "$ref"));
        writer.String(2, Text(schema, "format"));
        writer.String(4, Text(schema, "description"));
        Strings(writer, 19, schema, "required");
        if (schema.Find("additionalProperties") is DocumentObject additional)
            writer.Message(21, item => item.Message(1, message => Schema(message, additional)));
        if (Text(schema, "type") is { } type)
            writer.Message(22, message => message.String(1, type));
        if (schema.Find("items") is DocumentObject items)
            writer.Message(23, item => item.Message(1, message => Schema(message, items)));
        if (schema.Find("properties") is DocumentObject properties)
            writer.Message(25, message => Named(message, 1, properties, Schema));
        Extensions(writer, 31, schema);
    }

    // The values of extensions travel as YAML, of which JSON is a part.
    private static void Extensions(ProtobufWriter writer, int field, DocumentObject value)
    {
        foreach (var (name, extension) in value.Fields)
        {
            if (!name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            writer.Message(field, named =>
            {
                named.String(1, name);
                named.Message(2, any => any.String(2, extension.ToString()));
            });
        }
    }

    private static void Named(
        ProtobufWriter writer, int field, DocumentObject values, Action<ProtobufWriter, DocumentObject> write)
    {
        foreach (var (name, value) in values.Fields)
        {
            writer.Message(field, named =>
            {
                named.String(1, name);
                named.Message(2, message => write(message, (DocumentObject)value));
            });
        }
    }

    private static void Strings(ProtobufWriter writer, int field, DocumentObject value, string name)
    {
        foreach (var item in Items(value, name))
            writer.RepeatedString(field, ((DocumentScalar)item).Text);
    }

    private static List<DocumentValue> Items(DocumentObject value, string name) =>
        value.Find(name) is DocumentArray list ? list.Items : [];

    private static DocumentObject Object(DocumentObject value, string name) => (DocumentObject)value.Find(name)!;

    private static string? Text(DocumentObject value, string name) => (value.Find(name) as DocumentScalar)?.Text;

    private static bool Flag(DocumentObject value, string name) =>
        value.Find(name) is DocumentScalar { Kind: JsonTokenType.True };
}
