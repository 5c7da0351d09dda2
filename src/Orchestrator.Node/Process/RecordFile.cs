using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Node.Process;

/// <summary>Small JSON files that are replaced whole, so that a kill leaves the old one or the new one.</summary>
/// <remarks>Not synced to disk: what a power cut takes is the processes they speak of as well.</remarks>
internal static class RecordFile
{
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var fresh = path + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Null when the file is missing or was torn by a power cut.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
