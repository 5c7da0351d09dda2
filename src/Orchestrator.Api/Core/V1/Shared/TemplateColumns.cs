using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The wide columns of kinds that make Pods from a template.</summary>
internal static class TemplateColumns
{
    public static PrinterColumn Containers<T>(Func<T, PodTemplateSpec> template)
        where T : KubeObject => PrinterColumn.Wide<T>(
            "Containers", "Names of the containers in the template.",
            value => string.Join(',', template(value).Spec.Containers.Select(container => container.Name)));

    public static PrinterColumn Images<T>(Func<T, PodTemplateSpec> template)
        where T : KubeObject => PrinterColumn.Wide<T>(
            "Images", "Images of the containers in the template.",
            value => string.Join(',', template(value).Spec.Containers.Select(container => container.Image)));

    /// <param name="empty">What a selector of no requirements reads as.</param>
    /// <param name="invalid">What one that selects nothing for its faults reads as.</param>
    public static PrinterColumn Selector<T>(Func<T, LabelSelector?> selector, string empty, string invalid)
        where T : KubeObject => PrinterColumn.Wide<T>(
            "Selector", "Which Pods belong to it.", value => CellText.Selector(selector(value)) switch
            {
                null => invalid,
                "" => empty,
                var text => text,
            });
}
