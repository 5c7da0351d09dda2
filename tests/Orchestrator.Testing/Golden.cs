using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Testing;

/// <summary>Compares with a file in the folder Golden of the caller's project; <c>UPDATE_GOLDEN=1</c> writes it anew, to
/// be reviewed as a diff.</summary>
public static class Golden
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="InvalidOperationException">The JSON is not that of the file.</exception>
    public static void Json(string name, ReadOnlySpan<byte> actual, [CallerFilePath] string caller = "")
    {
        using var document = JsonDocument.Parse(actual.ToArray());
        Text(name, JsonSerializer.Serialize(document.RootElement, Indented) + "\n", caller);
    }

    /// <exception cref="InvalidOperationException">The text is not that of the file.</exception>
    public static void Text(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Folder(caller), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        if (!File.Exists(path))
            throw new InvalidOperationException($"{path} is missing; UPDATE_GOLDEN=1 writes it");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var lines = actual.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < Math.Max(expected.Length, lines.Length); i++)
        {
            var (wanted, found) = (i < expected.Length ? expected[i] : null, i < lines.Length ? lines[i] : null);
            if (wanted != found)
            {
                throw new InvalidOperationException(
                    $"{name} differs in line {i + 1}\nexpected: {wanted ?? "(no more)"}\nactual:   {found ?? "(no more)"}");
            }
        }
    }

    private static string Folder(string caller)
    {
        for (var at = Path.GetDirectoryName(caller); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, "Golden")))
                return Path.Combine(at, "Golden");
        }
        throw new DirectoryNotFoundException($"no folder Golden beside or above {caller}");
    }
}
