using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/version</c>: the Kubernetes version whose behaviour is served, and which build serves it.</summary>
internal sealed class VersionEndpoint : IPathEndpoint
{
    // A plus sign stays one: nobody puts this document into a web page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Utf8 = Document();

    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        if (path is not ("/version" or "/version/"))
            return false;
        await PathResponse.BytesAsync(http, 200, MediaTypes.Json, Utf8);
        return true;
    }

    private static byte[] Document()
    {
        var build = typeof(VersionEndpoint).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("major"u8, "1"u8);
        writer.WriteString("minor"u8, "32"u8);
        writer.WriteString("gitVersion"u8, $"{KubernetesVersion.Text}+orchestrator.{build}");
        writer.WriteString("gitCommit"u8, ""u8);
        writer.WriteString("gitTreeState"u8, "clean"u8);
        writer.WriteString("buildDate"u8, "1970-01-01T00:00:00Z"u8);
        writer.WriteString("goVersion"u8, $"dotnet{Environment.Version}");
        writer.WriteString("compiler"u8, "roslyn"u8);
        writer.WriteString("platform"u8, Platform());
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    // In Go's words, which is what clients know.
    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? "amd64"
            : RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return $"{system}/{machine}";
    }
}
