using System.Net;
using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Demo;

/// <summary>Asks echo servers behind a Service who they are.</summary>
internal sealed partial class ServiceClient(string url)
{
    /// <summary>The name of the Pod that answered, over a connection of its own.</summary>
    public async Task<string> AskAsync()
    {
        using var http = new HttpClient();
        return await AskAsync(http);
    }

    /// <summary>The same over a connection that is kept.</summary>
    public async Task<string> AskAsync(HttpClient http)
    {
        using var response = await http.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return AnswerPattern().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    [GeneratedRegex(@"^Hello from (\S+) on \S+ at \S+$", RegexOptions.Multiline)]
    private static partial Regex AnswerPattern();
}
