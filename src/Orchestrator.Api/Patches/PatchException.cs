namespace Orchestrator.Api.Patches;

/// <summary>Why a patch was not applied.</summary>
public enum PatchFailure
{
    /// <summary>The patch itself is malformed: 400.</summary>
    BadPatch,

    /// <summary>The patch is well formed and does not fit the object, or a test in it failed: 422.</summary>
    DoesNotApply,

    /// <summary>More operations than are allowed: 413.</summary>
    TooLarge,
}

/// <summary>A patch that was not applied; nothing changed. The message is fit for the client.</summary>
public sealed class PatchException(PatchFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public PatchFailure Failure { get; } = failure;
}
