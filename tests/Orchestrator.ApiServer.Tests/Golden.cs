using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Orchestrator.ApiServer.Tests;

/// <summary>Compares with a file in the folder Golden; <c>UPDATE_GOLDEN=1</c> writes it anew, to be reviewed as a diff.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Json(string name, ReadOnlySpan<byte> actual, [CallerFilePath] string caller = "")
    {
        using var document = JsonDocument.Parse(actual.ToArray());
        Text(name, JsonSerializer.Serialize(document.RootElement, Indented) + "\n", caller);
    }

    public static void Text(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Folder(caller), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }

    private static string Folder(string caller)
    {
        for (var at = Path.GetDirectoryName(caller); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, "Golden")))
                return Path.Combine(at, "Golden");
        }
        throw new DirectoryNotFoundException("Golden");
    }
}
