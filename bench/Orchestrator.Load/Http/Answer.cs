namespace Orchestrator.Load.Http;

/// <summary>What came back: the HTTP code, the size of the body in bytes, and the body's start where it was a
/// refusal.</summary>
public readonly record struct Answer(int Code, long Bytes, string? Refusal)
{
    public bool IsSuccess => Code is >= 200 and < 300;
}
