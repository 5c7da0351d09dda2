namespace Orchestrator.Client.Http;

/// <summary>A secret that says who the client is.</summary>
public abstract class BearerToken
{
    /// <summary>The token to send now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract string Current();

    public static BearerToken Of(string token) => new Fixed(token);

    /// <summary>A token that something else keeps fresh in a file; it is read again every minute.</summary>
    public static BearerToken FromFile(string path, TimeProvider time) => new TokenFile(path, time);

    private sealed class Fixed(string token) : BearerToken
    {
        public override string Current() => token;
    }
}
