namespace Orchestrator.Akka.Remoting;

/// <summary>What the bytes of an answer are made of; the numbers are part of the wire form.</summary>
internal enum AnswerRecord : byte
{
    /// <summary>An object as canonical JSON; the whole answer.</summary>
    Object = 1,

    /// <summary>A list's metadata as JSON, before its items.</summary>
    ListHead = 2,

    ListItem = 3,

    /// <summary>The watch is open; empty.</summary>
    Watching = 4,

    Added = 5,
    Modified = 6,
    Deleted = 7,
    Bookmark = 8,

    /// <summary>A kind's group, version and plural, as texts.</summary>
    Kind = 9,

    /// <summary>The Status with which the call failed or the watch ended, as JSON; nothing follows.</summary>
    Status = 10,

    /// <summary>The log is open; empty.</summary>
    LogOpen = 11,

    /// <summary>The log's next bytes.</summary>
    LogBytes = 12,
}
