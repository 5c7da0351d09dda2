using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Tests.ServiceEndpoints;

/// <summary>Pods that come, become ready or not, are deleted and go.</summary>
internal static class PodChurn
{
    /// <summary>A Service whose Pods came and went while calls failed and the controller crashed; all is calm
    /// again.</summary>
    public static ControllerWorld AfterFaults(ulong seed, string controller)
    {
        var world = new ControllerWorld(seed, controller);
        var chance = world.System.Fork("faults");
        world.Api.Put(Services.Service());
        world.Start();
        for (var i = 0; i < 60; i++)
        {
            world.Disturb(chance);
            world.Churn(chance);
            world.Run(chance.NextDouble() * 0.1);
        }
        world.Calm();
        world.Run(1000);
        return world;
    }

    public static void Churn(this ControllerWorld world, Entropy chance, int pods = 20)
    {
        for (var i = 0; i < 3; i++)
        {
            var number = chance.Next(pods);
            var name = $"p{number:D4}";
            switch (chance.Next(4))
            {
                case 0:
                    world.Api.Remove<Pod>("default", name);
                    break;
                case 1 when world.Api.Find<Pod>("default", name) is not null:
                    world.Api.Put(Services.Pod(number, terminating: true));
                    break;
                default:
                    world.Api.Put(Services.Pod(number, ready: chance.Next(3) > 0));
                    break;
            }
        }
    }
}
