namespace Orchestrator.ApiServer.Admission;

/// <summary>Refuses writes, or lets them pass.</summary>
public interface IValidatingAdmission
{
    /// <exception cref="Api.Errors.StatusException">The write is refused.</exception>
    ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation);
}
