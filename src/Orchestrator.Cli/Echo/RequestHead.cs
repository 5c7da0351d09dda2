namespace Orchestrator.Cli.Echo;

/// <summary>What the echo server needs of a request's first lines.</summary>
/// <param name="HeadOnly">The method is HEAD.</param>
/// <param name="Close">The connection ends with this answer: the client asked for it, speaks HTTP/1.0,
/// or sends a body.</param>
/// <param name="Held">Bytes of the next request that were read already.</param>
public readonly record struct RequestHead(bool HeadOnly, bool Close, int Held)
{
    public static RequestHead Parse(string head, int held)
    {
        var lines = head.Split("\r\n");
        var close = lines[0].EndsWith("HTTP/1.0", StringComparison.Ordinal);
        foreach (var line in lines.AsSpan(1))
        {
            close |= line.StartsWith("connection:", StringComparison.OrdinalIgnoreCase)
                && line.Contains("close", StringComparison.OrdinalIgnoreCase);
            // Bodies are not read: the next request could not be told from one.
            close |= line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase)
                && !line.EndsWith(" 0", StringComparison.Ordinal);
            close |= line.StartsWith("transfer-encoding:", StringComparison.OrdinalIgnoreCase);
        }
        return new(head.StartsWith("HEAD ", StringComparison.Ordinal), close, held);
    }
}
