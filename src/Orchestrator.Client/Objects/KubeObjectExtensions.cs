using Orchestrator.Api;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>What controllers ask of any object's metadata.</summary>
public static class KubeObjectExtensions
{
    extension(KubeObject value)
    {
        /// <summary>The uid; empty before the server gave one.</summary>
        public string Uid => value.Metadata.Uid ?? "";

        /// <summary>The revision as the server wrote it; empty for an object that never came from one.</summary>
        public string ResourceVersion => value.Metadata.ResourceVersion ?? "";

        /// <summary>Deletion has been asked for; graceful termination or finalizers hold the object.</summary>
        public bool IsTerminating => value.Metadata.DeletionTimestamp is not null;

        /// <summary>The one owner that manages the object; null for an orphan.</summary>
        public OwnerReference? ControllerRef
        {
            get
            {
                foreach (var owner in value.Metadata.OwnerReferences)
                {
                    if (owner.Controller == true)
                        return owner;
                }
                return null;
            }
        }

        /// <summary>Whether <paramref name="owner"/>, this very object and not another of its name, manages
        /// it.</summary>
        public bool IsControlledBy(KubeObject owner) => value.ControllerRef?.Uid == owner.Uid;

        /// <summary>A reference that makes this object the managing owner of another, blocking its foreground
        /// deletion.</summary>
        public OwnerReference NewControllerRef() => new()
        {
            ApiVersion = value.Gvk.ApiVersion,
            Kind = value.Gvk.Kind,
            Name = value.Metadata.Name ?? "",
            Uid = value.Uid,
            Controller = true,
            BlockOwnerDeletion = true,
        };
    }
}
