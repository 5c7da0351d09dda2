using System.Net;
using System.Net.Sockets;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Userspace;

/// <summary>Serves one rule: holds its port, and carries what comes to the rule's endpoints.</summary>
/// <remarks>With no endpoint the port is refused, as kube-proxy rejects it. Called by one thread at a time.</remarks>
internal abstract class RuleServer(IPAddress address, TimeProvider time, AddressClaims? claims) : IDisposable
{
    private EndpointRotation? _rotation;
    private TimeSpan? _affinity;
    private IDisposable? _claim;

    /// <summary>The port served; 0 before the first success.</summary>
    public int Port { get; private set; }

    /// <summary>Whether the address is the host's, and the port what is asked for there.</summary>
    public bool IsNodePort { get; init; }

    /// <summary>Why <see cref="Port"/> is a substitute; null where it is not.</summary>
    public string? Why { get; private set; }

    protected IPAddress Address => address;

    protected EndpointRotation Rotation => Volatile.Read(ref _rotation)!;

    protected bool HasAffinity => _affinity is not null;

    protected abstract string Protocol { get; }

    /// <summary>Takes the port, or a substitute where the user may not have it, or another cluster has it at a
    /// Service's address.</summary>
    /// <returns>Null, or why neither could be had.</returns>
    public string? Bind(int port, bool maySubstitute)
    {
        var bound = Claim(port);
        if (maySubstitute && WhyNot(bound) is { } why)
        {
            Why = why;
            foreach (var substitute in SubstitutePorts.For(port))
            {
                bound = Claim(substitute);
                if (bound.Socket is not null)
                    break;
            }
        }
        if (bound.Socket is not { } socket)
            return bound.Error;
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        OnBound(socket);
        return null;
    }

    /// <summary>Makes the rule's endpoints the ones new connections go to. Returns null, or why it cannot be
    /// served.</summary>
    public string? Apply(ProxyRule rule)
    {
        if (_rotation is { } rotation && rule.Affinity == _affinity)
        {
            rotation.Replace(rule.Endpoints);
        }
        else
        {
            rotation = new(time, rule.Affinity);
            rotation.Replace(rule.Endpoints);
            _affinity = rule.Affinity;
            Volatile.Write(ref _rotation, rotation);
        }
        return OnEndpointsChanged();
    }

    /// <summary>Lets go of the port for good; connections under way go on.</summary>
    public virtual Task LeaveAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Close();
        _claim?.Dispose();
        _claim = null;
    }

    /// <summary>Lets go of the port.</summary>
    protected abstract void Close();

    protected abstract void OnBound(Socket socket);

    protected abstract string? OnEndpointsChanged();

    /// <summary>Binds a port that is this cluster's; where addresses cannot be shared, any that is free.</summary>
    private BoundSocket Claim(int port)
    {
        if (claims is null)
            return BoundSocket.Bind(address, port, Protocol, shared: false);
        // The same port again, after endpoints came back.
        if (_claim is not null && port == Port)
            return BoundSocket.Bind(address, port, Protocol, shared: true);
        if (claims.Take(address, port, Protocol) is not { } claim)
            return BoundSocket.Anothers;
        var bound = BoundSocket.Bind(address, port, Protocol, shared: true);
        if (bound.Socket is null)
            claim.Dispose();
        else
            _claim = claim;
        return bound;
    }

    private string? WhyNot(BoundSocket bound)
    {
        if (bound.IsDenied)
            return "needs privileges that this process does not have";
        // A node port is known by its number alone: it is tried again until the other cluster is gone.
        return bound == BoundSocket.Anothers && !IsNodePort ? "is served by another cluster on this machine" : null;
    }
}
