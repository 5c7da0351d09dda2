using Orchestrator.Api;

namespace Orchestrator.ApiServer.Admission;

/// <summary>The plugins in their order.</summary>
public sealed class AdmissionChain(
    IReadOnlyList<IMutatingAdmission> mutating, IReadOnlyList<IValidatingAdmission> validating)
{
    public static AdmissionChain BuiltIn { get; } = new(
        [new ServiceAccountAdmission(), new TaintNodesByCondition(), new DefaultTolerationSeconds()],
        [new NamespaceLifecycle(), new NodeRestriction()]);

    public async ValueTask<KubeObject> MutateAsync(
        AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        foreach (var plugin in mutating)
            value = await plugin.AdmitAsync(request, value, cancellation);
        return value;
    }

    public async ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        foreach (var plugin in validating)
            await plugin.ValidateAsync(request, cancellation);
    }
}
