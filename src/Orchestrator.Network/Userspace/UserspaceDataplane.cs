using System.Net;
using Orchestrator.Api;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Userspace;

/// <summary>Carries connections through this process: one socket per Service port, no privileges, any platform with
/// loopback addresses.</summary>
/// <remarks>One per host process. Safe for calls from any thread, one at a time inside. Dispose ends every
/// connection.</remarks>
public sealed class UserspaceDataplane : IProxyDataplane, IServedPorts, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ObjectKey, SortedDictionary<ListenAddress, RuleServer>> _services = [];
    private readonly UserspaceOptions _options;
    private readonly TimeProvider _time;
    private readonly TcpConnections _connections;
    private readonly AddressClaims? _claims;
    private bool _disposed;

    public UserspaceDataplane(TimeProvider time, UserspaceOptions? options = null)
    {
        _time = time;
        _options = options ?? new();
        _connections = new(_options);
        _claims = AddressClaims.For(_options);
    }

    /// <summary>TCP connections under way.</summary>
    public int ConnectionCount => _connections.Count;

    public IReadOnlyList<ObjectKey> Services
    {
        get
        {
            lock (_gate)
                return [.. _services.Keys];
        }
    }

    public int PortOf(ObjectKey service, string address, int port, string protocol)
    {
        lock (_gate)
        {
            return _services.TryGetValue(service, out var servers)
                && servers.TryGetValue(new ListenAddress(address, port, protocol), out var server)
                    ? server.Port
                    : port;
        }
    }

    public IReadOnlyList<RuleOutcome> Apply(ObjectKey service, IReadOnlyList<ProxyRule> rules)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_services.TryGetValue(service, out var servers))
                _services.Add(service, servers = []);
            CloseMissing(servers, rules);
            // Every port first tries to be itself, so that no substitute takes a port that another rule of the
            // Service asks for.
            Bind(servers, rules, maySubstitute: false);
            var errors = Bind(servers, rules, maySubstitute: true);
            var outcomes = rules.Select(rule => Serve(servers, rule, errors)).ToList();
            if (servers.Count == 0)
                _services.Remove(service);
            return outcomes;
        }
    }

    /// <summary>Stops for good, in order: lets go of every port, so that other processes have the clients that come,
    /// and lets answers that are due pass. Bounded; what is left then is reset.</summary>
    public async Task StopAsync()
    {
        if (TakeServers() is { } servers)
        {
            await Task.WhenAll(servers.Select(server => server.LeaveAsync())).ConfigureAwait(false);
            await _connections.DrainAsync().ConfigureAwait(false);
        }
        _connections.Dispose();
    }

    public void Dispose()
    {
        foreach (var server in TakeServers() ?? [])
            server.Dispose();
        _connections.Dispose();
    }

    /// <summary>Nothing is served from now on but by what this gives, for its caller to end; null: somebody has taken
    /// them before.</summary>
    private List<RuleServer>? TakeServers()
    {
        lock (_gate)
        {
            if (_disposed)
                return null;
            _disposed = true;
            List<RuleServer> taken = [.. _services.Values.SelectMany(servers => servers.Values)];
            _services.Clear();
            return taken;
        }
    }

    private static void CloseMissing(
        SortedDictionary<ListenAddress, RuleServer> servers, IReadOnlyList<ProxyRule> rules)
    {
        foreach (var listen in servers.Keys.Where(listen => rules.All(rule => rule.Listen != listen)).ToList())
        {
            servers.Remove(listen, out var server);
            server!.Dispose();
        }
    }

    private Dictionary<ListenAddress, string> Bind(
        SortedDictionary<ListenAddress, RuleServer> servers, IReadOnlyList<ProxyRule> rules, bool maySubstitute)
    {
        var errors = new Dictionary<ListenAddress, string>();
        foreach (var rule in rules.Where(rule => !servers.ContainsKey(rule.Listen)))
        {
            var server = NewServer(rule.Listen);
            if (server.Bind(rule.Listen.Port, maySubstitute) is { } error)
                errors[rule.Listen] = error;
            else
                servers.Add(rule.Listen, server);
        }
        return errors;
    }

    private static RuleOutcome Serve(
        SortedDictionary<ListenAddress, RuleServer> servers, ProxyRule rule, Dictionary<ListenAddress, string> errors)
    {
        if (!servers.TryGetValue(rule.Listen, out var server))
            return new(rule, 0, errors[rule.Listen]);
        if (server.Apply(rule) is not { } error)
            return new(rule, server.Port) { Why = server.Why };
        servers.Remove(rule.Listen);
        server.Dispose();
        return new(rule, 0, error);
    }

    private RuleServer NewServer(ListenAddress listen)
    {
        var address = listen.Address is { } own ? IPAddress.Parse(own) : _options.NodePortAddress;
        return listen.Protocol == "UDP"
            ? new UdpRuleServer(address, _time, _options, _claims) { IsNodePort = listen.IsNodePort }
            : new TcpRuleServer(address, _time, _connections, _claims) { IsNodePort = listen.IsNodePort };
    }
}
