using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Hosts on one switch: each a network namespace, the switch a bridge in one of its own. The test itself is
/// one of the hosts, with an address on an interface that goes with the switch.</summary>
/// <remarks>A cut is made in the switch, so neither end learns of it: packets are gone, and nothing says so.</remarks>
internal sealed class SwitchedNetwork : IAsyncDisposable
{
    private const int TestHost = 254;
    private static int _networks;

    private readonly string _name;
    private readonly string _prefix;
    private readonly List<string> _namespaces = [];

    private SwitchedNetwork(int number)
    {
        // Interface names have 15 characters at most; other runs may share the machine.
        _name = $"cut{Environment.ProcessId}-{number}";
        _prefix = $"10.213.{(Environment.ProcessId + number) % 250 + 1}";
    }

    /// <summary>All addresses of it, such as <c>10.213.7.0/24</c>.</summary>
    public string Subnet => $"{_prefix}.0/24";

    private string Switch => $"{_name}-sw";

    public static async Task<SwitchedNetwork> CreateAsync()
    {
        var network = new SwitchedNetwork(Interlocked.Increment(ref _networks));
        try
        {
            await network.AddNamespaceAsync(network.Switch);
            await network.InAsync(network.Switch, "ip", "link", "add", "name", "switch", "type", "bridge");
            await network.InAsync(network.Switch, "ip", "link", "set", "switch", "up");
            // The interface's other end, and with it this one, ends with the switch's namespace.
            await Run.CheckedAsync(
                "ip", "link", "add", "name", network._name, "type", "veth", "peer", "name", Port(TestHost), "netns",
                network.Switch);
            await network.PlugAsync(TestHost);
            await Run.CheckedAsync("ip", "addr", "add", $"{network.Address(TestHost)}/24", "dev", network._name);
            await Run.CheckedAsync("ip", "link", "set", network._name, "up");
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public string Address(int host) => $"{_prefix}.{host}";

    /// <summary>What a command is prefixed with to run on a host.</summary>
    public string[] On(int host) => ["ip", "netns", "exec", Namespace(host)];

    /// <summary>Whoever calls with them is on that host.</summary>
    public NamespaceSockets Sockets(int host) => new($"/run/netns/{Namespace(host)}");

    /// <param name="host">Its address's last number: 1 to 253.</param>
    public async Task AddHostAsync(int host)
    {
        var name = Namespace(host);
        await AddNamespaceAsync(name);
        await InAsync(
            Switch, "ip", "link", "add", "name", Port(host), "type", "veth", "peer", "name", "eth0", "netns", name);
        await PlugAsync(host);
        await InAsync(name, "ip", "link", "set", "lo", "up");
        await InAsync(name, "ip", "addr", "add", $"{Address(host)}/24", "dev", "eth0");
        await InAsync(name, "ip", "link", "set", "eth0", "up");
    }

    /// <param name="ways">Packets from one host to another are dropped; null: from or to any.</param>
    public Task CutAsync(params (int? From, int? To)[] ways) => InAsync(Switch, "nft", $$"""
        table bridge cut {
          chain forward {
            type filter hook forward priority 0
            {{string.Join("\n", ways.Select(Drop))}}
          }
        }
        """);

    public Task HealAsync() => InAsync(Switch, "nft", "delete table bridge cut");

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _namespaces)
            await Run.CheckedAsync("ip", "netns", "delete", name);
    }

    private string Namespace(int host) => $"{_name}-{host}";

    private static string Port(int host) => $"port{host}";

    private static string Drop((int? From, int? To) way) =>
        (way.From is { } from ? $"iifname {Port(from)} " : "") + (way.To is { } to ? $"oifname {Port(to)} " : "") + "drop";

    private async Task AddNamespaceAsync(string name)
    {
        await Run.CheckedAsync("ip", "netns", "add", name);
        _namespaces.Add(name);
    }

    private Task PlugAsync(int host) => InAsync(Switch, "ip", "link", "set", Port(host), "master", "switch", "up");

    private Task InAsync(string name, params string[] command) =>
        Run.CheckedAsync("ip", ["netns", "exec", name, .. command]);
}
