namespace Orchestrator.Cli.Cluster;

/// <summary>What a new node shows and checks when it joins.</summary>
/// <param name="AuthorityHash">Such as <c>sha256:…</c>.</param>
public sealed record JoinTicket(string Token, string AuthorityHash)
{
    /// <summary>From the command that <c>token create --print-join-command</c> prints.</summary>
    /// <exception cref="ClusterException">It is not such a command.</exception>
    public static JoinTicket Parse(string command)
    {
        var words = command.Split((char[])[' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return new JoinTicket(After("--token"), After("--ca-cert-hash"));

        string After(string option)
        {
            var at = Array.IndexOf(words, option);
            return at >= 0 && at + 1 < words.Length
                ? words[at + 1]
                : throw new ClusterException($"the join command names no {option}: {command}");
        }
    }
}
