using I2MoE.Dsl;
using I2MoE.Dsl.Studies;
using I2MoE.Dsl.Studies.Defaults;
using I2MoE.Dsl.Studies.Endurance;
using I2MoE.Dsl.Studies.Imbalance;
using I2MoE.Dsl.Studies.Larger;
using I2MoE.Dsl.Studies.Missing;
using I2MoE.Dsl.Studies.Pictures;
using I2MoE.Dsl.Studies.Ranks;
using I2MoE.Dsl.Studies.Service;
using TorchSharp;

TorchNative.EnsureRegistered();
torch.set_num_threads(1);
if (args is [KilledTraining.Argument, .. string[] training])
{
    return KilledTraining.Run(training);
}

if (args is [RankedSteps.Argument, .. string[] ranked])
{
    return RankedSteps.Run(ranked);
}

if (args is [ServedRun.Argument, .. string[] served])
{
    return await ServedRun.RunAsync(served);
}

if (args is [StudyProcess.Argument, .. string[] experiment])
{
    return await StudyProcess.RunAsync(experiment);
}

try
{
    StudyOptions options = StudyOptions.Parse(args);
    return options.Command switch
    {
        "choose" => DefaultsStudy.Choose(options),
        "defaults" => DefaultsStudy.Report(options),
        "objectives" => DefaultsStudy.CompareObjectives(options),
        "imbalance" => ImbalanceStudy.Report(options),
        "resume" => ResumeStudy.Report(options),
        "larger" => LargerStudy.Report(options),
        "reading" => ReadingStudy.Report(options),
        "pictures" => PictureStudy.Report(options),
        "memory" => MemoryStudy.Report(),
        "missing" => MissingStudy.Run(options),
        "ranks" => RanksStudy.Report(options),
        "frames" => TerminalStrip.Write(),
        "pressure" => await PressureStudy.ReportAsync(options),
        "fire" => await FireStudy.ReportAsync(options),
        _ => throw new ArgumentException($"There is no command '{options.Command}'. {StudyOptions.Usage}"),
    };
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
