using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Where this host answers for Services, whose ports it cannot always have: another cluster on the machine may
/// serve them, or the user may not bind them.</summary>
public interface IServedPorts
{
    /// <summary>The port at the Service's cluster address that is served for one of its ports; that port itself where
    /// this host serves none for it.</summary>
    /// <param name="address">The Service's cluster address.</param>
    /// <param name="protocol">Such as <c>TCP</c>.</param>
    int PortOf(ObjectKey service, string address, int port, string protocol);
}
