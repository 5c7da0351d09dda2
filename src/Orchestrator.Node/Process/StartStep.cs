namespace Orchestrator.Node.Process;

/// <summary>The steps of a program's start that a kill can fall between.</summary>
internal enum StartStep
{
    /// <summary>It has its files and a record; nothing says that it is to be started.</summary>
    Created,

    /// <summary>The record says "starting".</summary>
    Noted,

    /// <summary>The program runs; nobody has written down which process it is.</summary>
    Spawned,

    /// <summary>The record names the process.</summary>
    Recorded,
}
