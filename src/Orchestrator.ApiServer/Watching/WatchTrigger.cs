using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Selection;

namespace Orchestrator.ApiServer.Watching;

/// <summary>The one field per kind by which watchers are found: for Pods the node, since every node watches its own
/// Pods.</summary>
internal static class WatchTrigger
{
    private const string NodeName = "spec.nodeName";

    /// <summary>The value an object must have for the filter to select it; null where the filter does not
    /// say.</summary>
    public static string? SelectedBy(ObjectFilter filter) => filter.RequiredField(NodeName);

    /// <summary>The value an object has; null for kinds without a trigger.</summary>
    public static string? ValueOf(KubeObject value) => value is Pod pod ? pod.Spec.NodeName ?? "" : null;
}
