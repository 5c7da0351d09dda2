using System.Globalization;

namespace Orchestrator.Network.Proxy;

/// <summary>Where a rule listens.</summary>
/// <param name="Address">The Service's cluster IP; null for a node port, whose address is the dataplane's
/// choice.</param>
/// <param name="Protocol"><c>TCP</c> or <c>UDP</c>.</param>
public readonly record struct ListenAddress(string? Address, int Port, string Protocol) : IComparable<ListenAddress>
{
    public bool IsNodePort => Address is null;

    public int CompareTo(ListenAddress other)
    {
        var order = string.CompareOrdinal(Address, other.Address);
        if (order == 0)
            order = Port.CompareTo(other.Port);
        return order != 0 ? order : string.CompareOrdinal(Protocol, other.Protocol);
    }

    public override string ToString() =>
        $"{Address ?? "nodePort"}:{Port.ToString(CultureInfo.InvariantCulture)}/{Protocol}";
}
