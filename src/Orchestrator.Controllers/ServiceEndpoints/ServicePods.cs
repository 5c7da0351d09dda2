using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.ServiceEndpoints;

/// <summary>Finds the Pods of a Service and the Services of a Pod at the cost of those found, not of all there
/// are.</summary>
/// <remarks>
/// A Service is kept under the first label of its selector and a Pod under each of its own: <c>default/app=web</c>.
/// What is found there is then
/// compared with the whole selector.
/// </remarks>
public static class ServicePods
{
    /// <summary>Services by the first label they select.</summary>
    public static ObjectIndex Selected { get; } = ObjectIndex.Single(
        "spec.selector", value => value is Service { Spec.Selector: { IsEmpty: false } selector } service
            ? Label(service.Key.Namespace, selector.AsSpan()[0])
            : null);

    /// <summary>Pods by each of their labels.</summary>
    public static ObjectIndex Labeled { get; } = new(
        "metadata.labels", value => value.Metadata.Labels.Select(label => Label(value.Key.Namespace, label)));

    /// <summary>The Pods a Service selects, in the order of their names; none without a selector.</summary>
    public static IEnumerable<Pod> Of(Listers listers, Service service)
    {
        if (service.Spec.Selector.IsEmpty)
            return [];
        var matcher = LabelMatcher.OfLabels(service.Spec.Selector);
        return listers
            .ByIndex<Pod>(Labeled, Label(service.Key.Namespace, service.Spec.Selector.AsSpan()[0]))
            .Where(pod => matcher.Matches(pod.Metadata.Labels));
    }

    /// <summary>Wakes the Services that a change of a Pod concerns: those that select it, or did.</summary>
    public static void Wake(Listers listers, ObjectChange<Pod> change, IKeySink keys)
    {
        if (change is { Old: { } old, New: { } pod })
        {
            var relabeled = old.Metadata.Labels != pod.Metadata.Labels;
            if (relabeled)
                Wake(listers, old, keys);
            if (relabeled || EndpointPods.Differ(old, pod))
                Wake(listers, pod, keys);
            return;
        }
        Wake(listers, change.Object, keys);
    }

    private static void Wake(Listers listers, Pod pod, IKeySink keys)
    {
        foreach (var label in pod.Metadata.Labels)
        {
            foreach (var service in listers.ByIndex<Service>(Selected, Label(pod.Key.Namespace, label)))
            {
                if (LabelMatcher.OfLabels(service.Spec.Selector).Matches(pod.Metadata.Labels))
                    keys.Add(service.Key);
            }
        }
    }

    private static string Label(string ns, KeyValuePair<string, string> label) => $"{ns}/{label.Key}={label.Value}";
}
