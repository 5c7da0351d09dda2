using System.Globalization;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Discovery.V1;

/// <summary>The columns of <c>kubectl get endpointslices</c>.</summary>
internal static class EndpointSliceColumns
{
    private const int Shown = 3;
    private const string Unset = "<unset>";

    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<EndpointSlice>("AddressType", "Of what type its addresses are.", slice => slice.AddressType),
        PrinterColumn.Text<EndpointSlice>("Ports", "Ports its endpoints listen on, the first few of them.", Ports),
        PrinterColumn.Text<EndpointSlice>("Endpoints", "Its endpoints' addresses, the first few of them.", Endpoints),
        PrinterColumn.Age,
    ];

    private static string Ports(EndpointSlice slice)
    {
        var some = slice.Ports.Take(Shown)
            .Select(port => port.Port?.ToString(CultureInfo.InvariantCulture) ?? port.Name ?? "*")
            .ToList();
        return CellText.Shortened(some, slice.Ports.Count, Unset);
    }

    private static string Endpoints(EndpointSlice slice)
    {
        var some = slice.Endpoints.SelectMany(endpoint => endpoint.Addresses).Take(Shown).ToList();
        return CellText.Shortened(some, slice.Endpoints.Sum(endpoint => endpoint.Addresses.Count), Unset);
    }
}
