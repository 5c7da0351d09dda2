namespace Orchestrator.Hosting.Clusters;

/// <summary>Messages of <see cref="LeaseMembers"/>; all come from its watches and timers.</summary>
internal abstract record LeaseMembersMessage;
