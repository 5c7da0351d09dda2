using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Api.Kinds;

/// <summary>Writes objects of one kind as metav1.Table, which is how kubectl asks for what it prints.</summary>
/// <remarks>Keep one per kind: the column definitions are serialized once. Safe from any thread. An object's own JSON
/// is copied as it is.</remarks>
public sealed class TableWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly KindDefinition _kind;
    private readonly PrinterColumn[] _columns;
    private readonly byte[] _definitions;

    public TableWriter(KindDefinition kind)
    {
        _kind = kind;
        _columns = [.. kind.Columns];
        _definitions = Definitions(_columns);
    }

    /// <summary>A list as one table.</summary>
    /// <param name="meta">The list's revision and continuation.</param>
    public void WriteList(
        IBufferWriter<byte> to, IEnumerable<TableEntry> entries, ListMeta meta, IncludeObject include,
        DateTimeOffset now)
    {
        using var writer = new Utf8JsonWriter(to, Options);
        Begin(writer, meta, withColumns: true);
        foreach (var entry in entries)
            WriteRow(writer, entry, include, now);
        End(writer);
    }

    /// <summary>One object as a table of one row.</summary>
    /// <param name="withColumns">False in a watch after the first event: the columns are known by then.</param>
    public void WriteObject(
        IBufferWriter<byte> to, TableEntry entry, IncludeObject include, DateTimeOffset now, bool withColumns = true)
    {
        using var writer = new Utf8JsonWriter(to, Options);
        Begin(writer, new ListMeta { ResourceVersion = entry.Object.Metadata.ResourceVersion }, withColumns);
        WriteRow(writer, entry, include, now);
        End(writer);
    }

    /// <summary>The metadata of an object as a PartialObjectMetadata, for clients that want no more.</summary>
    public static void WriteMetadata(Utf8JsonWriter writer, KubeObject value)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
        writer.WriteString("apiVersion"u8, "meta.k8s.io/v1"u8);
        writer.WritePropertyName("metadata"u8);
        value.Metadata.WriteJson(writer);
        writer.WriteEndObject();
    }

    private void Begin(Utf8JsonWriter writer, ListMeta meta, bool withColumns)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Table"u8);
        writer.WriteString("apiVersion"u8, "meta.k8s.io/v1"u8);
        writer.WritePropertyName("metadata"u8);
        meta.WriteJson(writer);
        writer.WritePropertyName("columnDefinitions"u8);
        if (withColumns)
            writer.WriteRawValue(_definitions, skipInputValidation: true);
        else
            writer.WriteNullValue();
        writer.WriteStartArray("rows"u8);
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter writer, TableEntry entry, IncludeObject include, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells"u8);
        foreach (var column in _columns)
            WriteCell(writer, column.Cell(entry.Object, now));
        writer.WriteEndArray();
        if (_kind.RowCondition(entry.Object) is { } condition)
        {
            writer.WriteStartArray("conditions"u8);
            condition.WriteJson(writer);
            writer.WriteEndArray();
        }
        if (include != IncludeObject.None)
        {
            writer.WritePropertyName("object"u8);
            if (include == IncludeObject.Object)
                writer.WriteRawValue(entry.Json.Span, skipInputValidation: true);
            else
                WriteMetadata(writer, entry.Object);
        }
        writer.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static byte[] Definitions(PrinterColumn[] columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartArray();
        foreach (var column in columns)
        {
            new TableColumnDefinition
            {
                Name = column.Name,
                Type = column.Type,
                Format = column.Format,
                Description = column.Description,
                Priority = column.Priority,
            }.WriteJson(writer);
        }
        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
