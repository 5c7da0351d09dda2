using Orchestrator.Api;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Changes objects on their way in.</summary>
public interface IMutatingAdmission
{
    /// <summary>The object to go on with; the same instance where nothing changes.</summary>
    /// <exception cref="Api.Errors.StatusException">The write is refused.</exception>
    ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation);
}
