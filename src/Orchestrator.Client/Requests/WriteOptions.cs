namespace Orchestrator.Client;

/// <summary>Options common to create, update and patch.</summary>
public sealed record WriteOptions
{
    public static WriteOptions Default { get; } = new();

    public bool DryRun { get; init; }

    public string? FieldManager { get; init; }

    /// <summary><c>Strict</c>, <c>Warn</c> or <c>Ignore</c>; null: the server's default, Warn.</summary>
    public string? FieldValidation { get; init; }
}
