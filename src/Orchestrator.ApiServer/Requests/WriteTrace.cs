namespace Orchestrator.ApiServer.Requests;

/// <summary>What has become of one write on its way through the verbs, for those who must know whether it can still go
/// elsewhere.</summary>
internal sealed class WriteTrace
{
    /// <summary>Something was given to the store's journal for it:
    /// from then on it must not be carried out again.</summary>
    public bool HasWritten { get; set; }
}
