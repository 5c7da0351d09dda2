namespace Orchestrator.Api.Bootstrap;

/// <summary>What a node joins with: <c>abcdef.0123456789abcdef</c>, a public id and a secret.</summary>
public sealed record BootstrapToken(string Id, string Secret)
{
    public const int IdLength = 6;
    public const int SecretLength = 16;

    /// <summary>The form as messages show it.</summary>
    public const string Pattern = @"\A([a-z0-9]{6})\.([a-z0-9]{16})\z";

    /// <summary>Null for what is not of the form.</summary>
    public static BootstrapToken? Parse(string text)
    {
        if (text.Length != IdLength + 1 + SecretLength || text[IdLength] != '.')
            return null;
        var (id, secret) = (text[..IdLength], text[(IdLength + 1)..]);
        return IsWord(id) && IsWord(secret) ? new(id, secret) : null;
    }

    public override string ToString() => $"{Id}.{Secret}";

    internal static bool IsWord(string text)
    {
        foreach (var c in text)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9'))
                return false;
        }
        return true;
    }
}
