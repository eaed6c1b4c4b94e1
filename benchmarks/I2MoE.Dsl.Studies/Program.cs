using I2MoE.Dsl;
using I2MoE.Dsl.Studies;
using I2MoE.Dsl.Studies.Defaults;
using TorchSharp;

TorchNative.EnsureRegistered();
torch.set_num_threads(1);
try
{
    StudyOptions options = StudyOptions.Parse(args);
    return options.Command switch
    {
        "choose" => DefaultsStudy.Choose(options),
        "defaults" => DefaultsStudy.Report(options),
        _ => throw new ArgumentException($"There is no command '{options.Command}'. {StudyOptions.Usage}"),
    };
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
