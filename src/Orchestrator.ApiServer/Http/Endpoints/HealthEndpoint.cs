using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, whole or one check at a time, in Kubernetes' plain
/// text.</summary>
internal sealed class HealthEndpoint(HealthChecks checks) : IPathEndpoint
{
    public async ValueTask<bool> TryServeAsync(HttpContext http, string path)
    {
        var root = RootOf(path);
        if (root is null)
            return false;
        var only = path.Length > root.Length + 1 ? path[(root.Length + 2)..] : "";
        var excluded = http.Request.Query["exclude"];
        var results = checks.Run(liveOnly: root == "livez").ToList();
        if (only.Length > 0)
        {
            results = results.FindAll(r => r.Name == only);
            if (results.Count == 0)
                throw Statuses.PathNotFound();
        }
        results.RemoveAll(r => excluded.Contains(r.Name));
        var failed = results.Exists(r => r.Failure is not null);
        var body = failed || http.Request.Query.ContainsKey("verbose") ? Verbose(root, results, failed) : "ok";
        await PathResponse.BytesAsync(
            http, failed ? 500 : 200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(body));
        return true;
    }

    private static string? RootOf(string path)
    {
        foreach (var root in (ReadOnlySpan<string>)["livez", "readyz", "healthz"])
        {
            if (path.AsSpan(1).StartsWith(root) && (path.Length == root.Length + 1 || path[root.Length + 1] == '/'))
                return root;
        }
        return null;
    }

    private static string Verbose(string root, List<(string Name, string? Failure)> results, bool failed)
    {
        var text = new StringBuilder();
        foreach (var (name, failure) in results)
            text.Append(failure is null ? $"[+]{name} ok\n" : $"[-]{name} failed: {failure}\n");
        return text.Append(failed ? $"{root} check failed\n" : $"{root} check passed\n").ToString();
    }
}
