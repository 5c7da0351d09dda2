using System.Text.Json;

namespace Orchestrator.Load.Scenarios;

/// <summary>The little that is read of a watch event about a Pod.</summary>
public readonly record struct PodFrame(string? Type, string? Name, bool IsBound, bool IsReady)
{
    public static PodFrame Parse(ref Utf8JsonReader reader)
    {
        string? type = null, name = null;
        bool bound = false, ready = false;
        var inMetadata = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            // Depth 1 is the event, 2 the Pod, 3 its metadata, spec and status.
            switch (reader.CurrentDepth)
            {
                case 1 when reader.ValueTextEquals("type"u8):
                    type = Value(ref reader);
                    break;
                case 2:
                    inMetadata = reader.ValueTextEquals("metadata"u8);
                    break;
                case 3 when inMetadata && reader.ValueTextEquals("name"u8):
                    name = Value(ref reader);
                    break;
                case 3 when !inMetadata && reader.ValueTextEquals("nodeName"u8):
                    bound = true;
                    break;
                case 3 when !inMetadata && reader.ValueTextEquals("conditions"u8):
                    ready = HasReady(ref reader);
                    break;
            }
        }
        return new PodFrame(type, name, bound, ready);
    }

    private static bool HasReady(ref Utf8JsonReader reader)
    {
        bool found = false, isReady = false, isTrue = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                isReady = isTrue = false;
            else if (reader.TokenType == JsonTokenType.EndObject)
                found |= isReady && isTrue;
            else if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            else if (reader.ValueTextEquals("type"u8))
                isReady = Value(ref reader) == "Ready";
            else if (reader.ValueTextEquals("status"u8))
                isTrue = Value(ref reader) == "True";
        }
        return found;
    }

    private static string? Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }
}
