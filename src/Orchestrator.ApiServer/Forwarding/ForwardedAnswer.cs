namespace Orchestrator.ApiServer.Forwarding;

/// <summary>What the leader answered.</summary>
/// <param name="Code">The HTTP code.</param>
/// <param name="Form">What the body is, one of <see cref="AnswerForm"/>; empty for a refusal, whose body is a
/// Status.</param>
/// <param name="Revision">Includes all that the request wrote; 0 where the leader did not say.</param>
/// <param name="Body">The bytes of the answer.</param>
/// <param name="Warnings">The texts of its warnings.</param>
public sealed record ForwardedAnswer(
    int Code, string Form, long Revision, ReadOnlyMemory<byte> Body, IReadOnlyList<string> Warnings);

/// <summary>What the body of an answer to a forwarded request is.</summary>
public static class AnswerForm
{
    /// <summary>The object as it is stored.</summary>
    public const string Stored = "stored";

    /// <summary>An object that is not stored as it is here, such as a Scale or that of a dry run.</summary>
    public const string Made = "made";

    /// <summary>An object as it last was, that is gone.</summary>
    public const string Removed = "removed";

    /// <summary>An object as it is, on its way out since before.</summary>
    public const string Leaving = "leaving";

    /// <summary>The digits of the revision at which a list holds what was deleted.</summary>
    public const string List = "list";

    /// <summary>A Status.</summary>
    public const string Status = "status";
}
