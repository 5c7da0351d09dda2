using System.Collections.Concurrent;

namespace Orchestrator.Actors.Tests.Suite;

/// <summary>What happened, in order; written from any thread.</summary>
public sealed class Log
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] Lines => [.. _lines];

    public string Text => string.Join(' ', _lines);

    public void Add(string line) => _lines.Enqueue(line);
}
