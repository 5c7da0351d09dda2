using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The columns of <c>kubectl get endpoints</c>.</summary>
internal static class EndpointsColumns
{
    private const int Shown = 3;

    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Endpoints>("Endpoints", "Addresses that are ready, the first few of them.", Ready),
        PrinterColumn.Age,
    ];

    private static string Ready(Endpoints endpoints)
    {
        var some = new List<string>();
        var count = 0;
        foreach (var subset in endpoints.Subsets)
        {
            if (subset.Ports.IsEmpty)
                Add(subset, null);
            foreach (var port in subset.Ports)
                Add(subset, port.Port);
        }
        // Nothing at all where there are subsets and none of their addresses is ready.
        return CellText.Shortened(some, count, endpoints.Subsets.IsEmpty ? CellText.None : "");

        void Add(EndpointSubset subset, int? port)
        {
            foreach (var address in subset.Addresses)
            {
                if (count++ < Shown)
                    some.Add(port is null ? address.IP : WithPort(address.IP, port.Value));
            }
        }
    }

    private static string WithPort(string ip, int port) => ip.Contains(':') ? $"[{ip}]:{port}" : $"{ip}:{port}";
}
