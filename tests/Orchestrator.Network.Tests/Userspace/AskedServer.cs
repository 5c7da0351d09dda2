using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>Answers a line when the test says so.</summary>
internal sealed class AskedServer(string address) : LoopbackServer(address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _due = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _said = new();

    public async Task AnswerAsync(string line)
    {
        Of(_due, line).TrySetResult();
        await Of(_said, line).Task.WaitAsync(Limit);
    }

    protected override async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync() is { } line)
        {
            await Of(_due, line).Task;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "!"));
            Of(_said, line).TrySetResult();
        }
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string line) =>
        all.GetOrAdd(line, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
