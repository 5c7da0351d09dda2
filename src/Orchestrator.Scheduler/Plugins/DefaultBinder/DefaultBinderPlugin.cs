using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Binds by posting a Binding, which the API refuses when the Pod has a node already or is another Pod of
/// that name.</summary>
public sealed class DefaultBinderPlugin(IApiClient api) : IBindPlugin
{
    private static readonly KindDefinition PodKind = ApiKinds.Of<Pod>();

    public ValueTask BindAsync(PodInfo pod, string nodeName, CancellationToken cancellation) =>
        api.PostAsync(PodKind, pod.Key, "binding", BindingOf(pod.Pod, nodeName), cancellation);

    private static Binding BindingOf(Pod pod, string nodeName) => new()
    {
        Metadata = new() { Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
        Target = new() { Kind = "Node", Name = nodeName },
    };
}
