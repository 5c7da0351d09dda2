using Akka.Actor;

namespace Orchestrator.Akka.Hosting;

/// <summary>Why a member leaves: its journal is out of its reach, and not out of another's.</summary>
/// <param name="text">What <see cref="AkkaHost.Ended"/> says.</param>
internal sealed class JournalLost(string text) : CoordinatedShutdown.Reason
{
    public string Text => text;
}
