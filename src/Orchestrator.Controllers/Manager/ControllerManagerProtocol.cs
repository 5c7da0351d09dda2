namespace Orchestrator.Controllers;

/// <summary>Messages of the <see cref="ControllerManager"/>: none yet; stopping it is the system's.</summary>
public abstract record ControllerManagerMessage
{
    private protected ControllerManagerMessage()
    {
    }
}
