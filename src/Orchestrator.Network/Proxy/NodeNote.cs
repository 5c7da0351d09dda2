using System.Globalization;
using Orchestrator.Api;

namespace Orchestrator.Network.Proxy;

/// <summary>What a Node says of the ports that its proxy substitutes, and whether that has been written.</summary>
/// <remarks>Bounded, since without privileges every Service on port 80 is among them; their events name each. One write
/// at a time: what changes meanwhile goes into the next.</remarks>
internal sealed class NodeNote
{
    private const int ServicesMax = 50;

    private readonly SortedDictionary<ObjectKey, string> _ports = [];
    private string? _text;
    private string? _written;
    private bool _isWriting;

    /// <summary>The Node may say something else.</summary>
    public bool IsDue => !_isWriting && Text != _written;

    /// <summary>Such as <c>default/kubernetes 443=8443; default/dns 53/UDP=8053; 3 more</c>; empty where every port is
    /// served as asked.</summary>
    public string Text => _text ??= string.Join("; ", Entries());

    /// <param name="service">A Service of the cluster.</param>
    /// <param name="ports">What would be its annotation; empty where it needs none or is gone.</param>
    public void Set(ObjectKey service, string ports)
    {
        if (_ports.GetValueOrDefault(service, "") == ports)
            return;
        _text = null;
        if (ports.Length == 0)
            _ports.Remove(service);
        else
            _ports[service] = ports;
    }

    /// <summary>Begins a write of what it gives.</summary>
    public string Begin()
    {
        _isWriting = true;
        return Text;
    }

    /// <param name="written">What the Node says now; null where the write failed.</param>
    public void End(string? written) => (_isWriting, _written) = (false, written);

    /// <summary>Somebody may have taken it away, or made the Node anew.</summary>
    public void Doubt()
    {
        if (_ports.Count > 0)
            _written = null;
    }

    private IEnumerable<string> Entries()
    {
        var shown = _ports.Take(ServicesMax).Select(entry => $"{entry.Key.Namespace}/{entry.Key.Name} {entry.Value}");
        var more = _ports.Count - ServicesMax;
        return more > 0 ? shown.Append(more.ToString(CultureInfo.InvariantCulture) + " more") : shown;
    }
}
