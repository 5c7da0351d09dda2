using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class VolumeValidationTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { """{"gitRepo":{"repository":""}}""", "gitRepo.repository: Required value" },
        { """{"gcePersistentDisk":{"pdName":"a","partition":256}}""", "gcePersistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive" },
        { """{"awsElasticBlockStore":{}}""", "awsElasticBlockStore.volumeID: Required value" },
        { """{"nfs":{"server":"s","path":"x"}}""", "nfs.path: Invalid value: \"x\": must be an absolute path" },
        { """{"iscsi":{"targetPortal":"p","iqn":"iqn.2001-04.com.example:a","lun":256}}""", "iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive" },
        { """{"iscsi":{"targetPortal":"p","iqn":"x"}}""", "iscsi.iqn: Invalid value: \"x\": must be valid format starting with iqn, eui, or naa" },
        { """{"iscsi":{"targetPortal":"p","iqn":"iqn.2001-4.com.example:a"}}""", "iscsi.iqn: Invalid value: \"iqn.2001-4.com.example:a\": must be valid format" },
        { """{"iscsi":{"targetPortal":"p","iqn":"eui.0123"}}""", "iscsi.iqn: Invalid value: \"eui.0123\": must be valid format" },
        { """{"iscsi":{"targetPortal":"p","iqn":"iqn.2001-04.com.example:a","initiatorName":"naa.62004567BA64678D"}}""", "iscsi.initiatorname: Invalid value: \"naa.62004567BA64678D\": must be valid format" },
        { """{"iscsi":{"targetPortal":"p","iqn":"iqn.2001-04.com.example:a","chapAuthSession":true}}""", "iscsi.secretRef: Required value" },
        { """{"glusterfs":{"endpoints":"e"}}""", "glusterfs.path: Required value" },
        { """{"flocker":{}}""", "flocker: Required value: one of datasetName and datasetUUID is required" },
        { """{"persistentVolumeClaim":{"claimName":""}}""", "persistentVolumeClaim.claimName: Required value" },
        { """{"rbd":{"monitors":["m"]}}""", "rbd.image: Required value" },
        { """{"cinder":{"volumeID":"v","secretRef":{}}}""", "cinder.secretRef.name: Required value" },
        { """{"cephfs":{}}""", "cephfs.monitors: Required value" },
        { """{"quobyte":{"registry":"r","volume":"v"}}""", "quobyte.registry: Invalid value: \"r\": must be a host:port pair or multiple pairs separated by commas" },
        { """{"fc":{"targetWWNs":["a"]}}""", "fc.lun: Required value: lun is required if targetWWNs is specified" },
        { """{"flexVolume":{"driver":"d","options":{"kubernetes.io/x":"y"}}}""", "flexVolume.options[kubernetes.io/x]: Invalid value: \"kubernetes.io/x\": kubernetes.io and k8s.io namespaces are reserved" },
        { """{"azureFile":{"secretName":"s"}}""", "azureFile.shareName: Required value" },
        { """{"vsphereVolume":{}}""", "vsphereVolume.volumePath: Required value" },
        { """{"azureDisk":{"diskName":"d","diskURI":"https://x","cachingMode":"Some"}}""", "azureDisk.cachingMode: Unsupported value: \"Some\": supported values: \"None\", \"ReadOnly\", \"ReadWrite\"" },
        { """{"photonPersistentDisk":{}}""", "photonPersistentDisk.pdID: Required value" },
        { """{"portworxVolume":{}}""", "portworxVolume.volumeID: Required value" },
        { """{"scaleIO":{"gateway":"g","system":"s","secretRef":{"name":"n"}}}""", "scaleIO.volumeName: Required value" },
        { """{"storageos":{"volumeName":"A"}}""", "storageos.volumeName: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')" },
        { """{"csi":{}}""", "csi.driver: Required value" },
        { """{"ephemeral":{}}""", "ephemeral.volumeClaimTemplate: Required value" },
        { """{"ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"]}}}}""", "ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value" },
        { """{"emptyDir":{"sizeLimit":"-1"}}""", "emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity" },
        { """{"downwardAPI":{"items":[{"path":"p"}]}}""", "downwardAPI: Required value: one of fieldRef and resourceFieldRef is required" },
        { """{"projected":{"sources":[{"secret":{"name":"a","items":[{"key":"k","path":"p"}]}},{"configMap":{"name":"b","items":[{"key":"k","path":"p"}]}}]}}""", "projected: Invalid value: \"b\": conflicting duplicate paths" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Source_OneRuleBroken_SaysWhichAndHow(string source, string error) =>
        Assert.Equal([$"spec.volumes[0].{error}"], Samples.Errors(WithVolume(source)));

    [Theory]
    [InlineData("""{"hostPath":{"path":"/x","type":"Directory"}}""")]
    [InlineData("""{"emptyDir":{"medium":"Memory","sizeLimit":"1Gi"}}""")]
    [InlineData("""{"ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}""")]
    [InlineData("""{"csi":{"driver":"csi.example.com"}}""")]
    [InlineData("""{}""")]
    public void Source_Sound_IsTaken(string source) => Assert.Empty(Samples.Errors(WithVolume(source)));

    private static Pod WithVolume(string source)
    {
        var volume = source.Length == 2 ? """{"name":"v"}""" : source.Insert(1, "\"name\":\"v\",");
        return Samples.Read<Pod>(Samples.Pod.Replace("\"containers\"", $"\"volumes\":[{volume}],\"containers\""));
    }
}
