namespace Orchestrator.Client.Http;

/// <summary>A token that is renewed in its file before it ends.</summary>
internal sealed class TokenFile(string path, TimeProvider time) : BearerToken
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private string? _token;
    private long _read;

    public override string Current()
    {
        lock (_gate)
        {
            if (_token is null || time.GetElapsedTime(_read) >= ReadAgainAfter)
            {
                _token = Read();
                _read = time.GetTimestamp();
            }
            return _token;
        }
    }

    private string Read()
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            if (text.Length > 0)
                return text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // While the file is being replaced, the last token is as good as it was; the server decides.
            return _token ?? throw new IOException($"the token file {path} cannot be read: {error.Message}", error);
        }
        return _token ?? throw new IOException($"the token file {path} is empty");
    }
}
