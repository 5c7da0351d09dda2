using System.CommandLine;
using Orchestrator.Load.Http;

namespace Orchestrator.Load;

/// <summary>The flags that every subcommand takes.</summary>
public sealed class CommonFlags
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    { Description = "Default: $KUBECONFIG.", Recursive = true };
    private readonly Option<string?> _url = new("--url")
    { Description = "Instead of a kubeconfig: the server, trusted as it is.", Recursive = true };
    private readonly Option<int> _clients = new("--clients") { DefaultValueFactory = _ => 16, Recursive = true };
    private readonly Option<int> _count = new("--count")
    { Description = "Objects or requests.", DefaultValueFactory = _ => 5000, Recursive = true };
    private readonly Option<int> _size = new("--size")
    { Description = "Bytes of data in each object.", DefaultValueFactory = _ => 1024, Recursive = true };
    private readonly Option<int> _connections = new("--connections")
    { Description = "Default: one for four clients.", Recursive = true };
    private readonly Option<int> _limit = new("--limit")
    { Description = "Seconds after which to give up.", DefaultValueFactory = _ => 120, Recursive = true };

    public void AddTo(Command root)
    {
        foreach (var option in (Option[])[_kubeconfig, _url, _clients, _count, _size, _connections, _limit])
            root.Options.Add(option);
    }

    /// <exception cref="ArgumentException">A number is out of its bounds, or no server is named.</exception>
    public LoadOptions Read(ParseResult parsed) => new()
    {
        Server = Server(parsed),
        Clients = Within(parsed.GetValue(_clients), 1, 1024, "--clients"),
        Count = Within(parsed.GetValue(_count), 1, 1_000_000, "--count"),
        Size = Within(parsed.GetValue(_size), 0, 1_000_000, "--size"),
        Connections = Within(parsed.GetValue(_connections), 0, 256, "--connections"),
        Limit = TimeSpan.FromSeconds(Within(parsed.GetValue(_limit), 1, 3600, "--limit")),
    };

    public static int Within(int value, int min, int max, string flag) => value >= min && value <= max
        ? value
        : throw new ArgumentException($"{flag} takes a number from {min} to {max}");

    private ServerAddress Server(ParseResult parsed)
    {
        if (parsed.GetValue(_url) is { } url)
            return new ServerAddress(url.TrimEnd('/'));
        var path = parsed.GetValue(_kubeconfig) ?? Environment.GetEnvironmentVariable("KUBECONFIG");
        return Kubeconfig.Read(
            path ?? throw new ArgumentException("name a server by --kubeconfig, $KUBECONFIG or --url"));
    }
}
