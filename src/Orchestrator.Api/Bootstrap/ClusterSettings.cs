using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Bootstrap;

/// <summary>What all control planes of a cluster have alike: the ConfigMap <c>kube-system/orchestrator-config</c>, as
/// kubeadm keeps its ClusterConfiguration.</summary>
/// <param name="ServiceSubnet">The range Service addresses come from, such as <c>10.96.0.0/12</c>; empty: not known
/// yet.</param>
/// <param name="ControlPlaneEndpoint">HOST:PORT that leads to whichever control plane lives; empty: there is
/// none.</param>
public sealed record ClusterSettings(string ServiceSubnet, string ControlPlaneEndpoint)
{
    private const string ServiceSubnetKey = "serviceSubnet";
    private const string ControlPlaneEndpointKey = "controlPlaneEndpoint";

    public static ObjectKey Key { get; } = new("kube-system", "orchestrator-config");

    public static ClusterSettings Of(ConfigMap map) =>
        new(map.Data[ServiceSubnetKey] ?? "", map.Data[ControlPlaneEndpointKey] ?? "");

    public ConfigMap ToConfigMap() =>
        WrittenTo(new ConfigMap { Metadata = new() { Name = Key.Name, Namespace = Key.Namespace } });

    /// <summary>The ConfigMap with these settings, and whatever else it holds.</summary>
    public ConfigMap WrittenTo(ConfigMap map)
    {
        var data = map.Data.With(ServiceSubnetKey, ServiceSubnet);
        return map with
        {
            Data = ControlPlaneEndpoint.Length == 0 ? data : data.With(ControlPlaneEndpointKey, ControlPlaneEndpoint),
        };
    }

    /// <summary>These, completed by what a control plane was started with: its endpoint replaces another. Unchanged
    /// where its range of Service addresses is another.</summary>
    public ClusterSettings JoinedBy(ClusterSettings own)
    {
        if (ServiceSubnet.Length > 0 && ServiceSubnet != own.ServiceSubnet)
            return this;
        return new(
            own.ServiceSubnet, own.ControlPlaneEndpoint.Length > 0 ? own.ControlPlaneEndpoint : ControlPlaneEndpoint);
    }
}
